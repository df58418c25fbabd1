/*
 * @test 125
 * title: A program and its user talk over the console
 * exercise: 1.2
 * points: 1
 * why: a program asks the kernel for keys by INT 3, echoes them, and answers each line.
 * seed: the number that the program adds to what is typed, shown in the end only
 * dialogue: keyboard.exp
 * hint: INT 3 enters through gate 3, which must be open to ring 3
 * hint silent: the program did not print what the dialogue waits for; see the lines before
 * answers:
 *     say("sum", 386 + 486)
 *     say("lines", 3)
 *     say("word", mix(seed, 3))
 */
#include <test.h>
#include <stdio.h>
#include <string.h>

#define LINE_SIZE 32

/* One line, echoed, without its end. */
static void
read_line(char *line)
{
    uint32_t length = 0;
    int key;
    while ((key = test_key()) != '\r') {
        if (length < LINE_SIZE - 1)
            line[length++] = (char)key;
        printf("%c", key);
    }
    line[length] = '\0';
    printf("\n");
}

static uint32_t
number(const char *text)
{
    uint32_t value = 0;
    for (; *text >= '0' && *text <= '9'; text++)
        value = value * 10 + (uint32_t)(*text - '0');
    return value;
}

int
main(void)
{
    char line[LINE_SIZE];
    uint32_t sum = 0, lines = 0;
    test_begin();
    for (;;) {
        printf("add> ");
        read_line(line);
        lines++;
        if (strcmp(line, "quit") == 0)
            break;
        sum += number(line);
        printf("sum %u\n", sum);
    }
    test_say("sum", sum);
    test_say("lines", lines);
    test_say("word", test_mix(test_seed(), 3));
    test_end();
}
