/*
 * The configuration: a line for each server. Enter by config_read(). What a line may say stands in
 * l486.conf.
 */
#include "root.h"
#include "stdlib.h"
#include "string.h"

#define MAX_LINE 256

struct server servers[MAX_SERVERS];
uint32_t server_count;

/* Each option parses its value; NULL, or what is wrong with it. */
static const char *
memory_option(struct server *s, char *value)
{
    char *end;
    unsigned long n = strtoul(value, &end, 10);
    if (end == value || n > 0x40000000)
        return "memory= wants a number, as in 64K or 1M+";
    if (*end == 'K' || *end == 'M')
        n <<= *end++ == 'K' ? 10 : 20;
    s->all_memory = *end == '+';
    end += s->all_memory;
    s->memory = (n + L4_PAGE_SIZE - 1) & L4_PAGE_MASK;
    return *end || s->memory > 0x40000000 ? "memory= wants a number, as in 64K or 1M+" : NULL;
}

static const char *
small_number(uint32_t *to, const char *value)
{
    char *end;
    unsigned long n = strtoul(value, &end, 10);
    *to = (uint32_t)n;
    return end == value || *end || n > 255 ? "a number from 0 to 255 is wanted" : NULL;
}

static const char *
priority_option(struct server *s, char *value)
{
    return small_number(&s->priority, value);
}

static const char *
restart_option(struct server *s, char *value)
{
    return small_number(&s->restarts_allowed, value);
}

static const char *
irq_option(struct server *s, char *value)
{
    uint32_t irq;
    return small_number(&irq, value) || irq > 15 ? "irq= wants a number from 0 to 15" : NULL;
}

/* Ports are given in whole blocks of 16: the smallest power of two that holds the range. */
static const char *
ports_option(struct server *s, char *value)
{
    for (uint32_t i = 0; i < MAX_PORTS; i++) {
        char *end;
        uint32_t log2 = 4;
        unsigned long first = strtoul(value, &end, 16), count = 1;
        if (end == value)
            break;
        if (*end == '+')
            count = strtoul(end + 1, &end, 10);
        if (count == 0 || count > 0x10000 || first + count > 0x10000)
            break;
        while (((first + count - 1) ^ first) >> log2)
            log2++;
        s->ports[i].first = (uint32_t)first & ~((1u << log2) - 1);
        s->ports[i].log2 = log2;
        if (!*end)
            return NULL;
        if (*end != ',')
            break;
        value = end + 1;
    }
    return "ports= wants up to 4 ranges, as in 1F0+8,3F6+1";
}

static const char *
args_option(struct server *s, char *value)
{
    if (strlen(value) >= MAX_ARGUMENTS)
        return "args= is longer than 127 characters";
    strcpy(s->arguments, value);
    return NULL;
}

static const struct option {
    const char *name;
    const char *(*parse)(struct server *s, char *value);
} options[] = {
    {"memory", memory_option}, {"priority", priority_option}, {"restart", restart_option},
    {"irq", irq_option},       {"ports", ports_option},       {"args", args_option},
};

static const char *
parse_option(struct server *s, char *word)
{
    if (!strcmp(word, "trusted")) {
        s->trusted = 1;
        return NULL;
    }
    char *value = strchr(word, '=');
    if (!value)
        return "is no option";
    *value++ = 0;
    for (uint32_t i = 0; i < sizeof options / sizeof *options; i++)
        if (!strcmp(word, options[i].name))
            return options[i].parse(s, value);
    return "is no option";
}

/* The next word of the line, or NULL: words end at blanks, but not between quotes, which vanish. */
static char *
next_word(char **at)
{
    char *from = *at, *to, *word;
    int quoted = 0;
    while (*from == ' ' || *from == '\t')
        from++;
    word = to = from;
    for (; *from && (quoted || (*from != ' ' && *from != '\t')); from++) {
        if (*from == '"')
            quoted = !quoted;
        else
            *to++ = *from;
    }
    *at = *from ? from + 1 : from;
    *to = 0;
    return to > word ? word : NULL;
}

static void
parse_line(char *line, uint32_t number)
{
    struct server *s = &servers[server_count];
    char *word = next_word(&line);
    const char *wrong = NULL;
    if (!word || *word == '#')
        return;
    if (server_count == MAX_SERVERS) {
        say("configuration, line %u: more than %u servers; this one is left out", number,
            MAX_SERVERS);
        return;
    }
    memset(s, 0, sizeof *s);
    if (strlen(word) > START_NAME)
        wrong = "is longer than 8 characters";
    else
        strcpy(s->name, word);
    while (!wrong && (word = next_word(&line)))
        wrong = parse_option(s, word);
    if (wrong)
        say("configuration, line %u: \"%s\": %s; this server is left out", number, word, wrong);
    else
        server_count++;
}

void
config_read(const char *text, uint32_t size)
{
    char line[MAX_LINE];
    for (uint32_t at = 0, number = 1; at < size && text[at]; number++) {
        uint32_t length = 0;
        for (; at < size && text[at] && text[at] != '\n'; at++)
            if (length < MAX_LINE - 1 && text[at] != '\r')
                line[length++] = text[at];
        at++;
        line[length] = 0;
        parse_line(line, number);
    }
}
