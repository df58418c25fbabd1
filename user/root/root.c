/*
 * The root task: claims all memory, starts the servers of the configuration, and then answers their
 * page faults and everybody's requests, one at a time. It waits for nobody, so it never dies of
 * another's fault.
 */
#include "root.h"
#include "ipc.h"
#include "kdebug.h"
#include "sigma0.h"
#include "stdio.h"
#include "string.h"

#define LINE   160
#define CONFIG "l486.conf"

static char info_window[L4_PAGE_SIZE] __attribute__((aligned(L4_PAGE_SIZE)));
const struct l4_kip *kip;

void
say(const char *format, ...)
{
    char line[LINE + 2];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(line, LINE, format, arguments);
    va_end(arguments);
    strcpy(line + (length < LINE - 1 ? length : LINE - 1), "\n");
    kd_puts("root: ");
    kd_puts(line);
}

static void
read_configuration(void)
{
    for (uint32_t i = 0; i < kip->module_count; i++) {
        const char *path = (const char *)kip + kip->module[i].name;
        uint32_t length = (uint32_t)strlen(path), wanted = sizeof CONFIG - 1;
        if (length >= wanted && !strcmp(path + length - wanted, CONFIG)) {
            config_read((const char *)kip->module[i].begin,
                        kip->module[i].end - kip->module[i].begin);
            return;
        }
    }
    say("there is no " CONFIG " among the boot modules: nothing to start");
}

/* Waits for a message, having answered the one before as `how` says. */
static uint32_t
answer_and_wait(enum reply how, l4_id_t *client, struct words *w)
{
    uint32_t send = how == REPLY_NOTHING ? L4_NO_SEND : how == REPLY_MAP ? L4_SEND_MAP : 0;
    return l4_ipc(*client, send, L4_RECV_OPEN, IPC_SERVER, w, client);
}

int
main(void)
{
    struct words w;
    l4_id_t client = L4_NIL;
    enum reply how = REPLY_NOTHING;
    uint32_t running = 0;
    kip = sigma0_map_info(info_window);
    printf("\nL486: the root task runs in user mode.\n");
    frames_init();
    read_configuration();
    for (uint32_t i = 0; i < server_count; i++)
        running += (uint32_t)server_start(&servers[i]);
    say("%u of %u servers started, %u KB of %u KB of memory are free", running, server_count,
        frames_free() * 4, frames_total() * 4);
    for (;;) {
        uint32_t error = answer_and_wait(how, &client, &w);
        how = IPC_ERROR(error) ? REPLY_NOTHING : request_serve(client, &w);
    }
}
