/*
 * The lines that were typed before. Enter by history_add().
 */
#include "console.h"
#include "string.h"

void
history_add(struct history *h, const char *line)
{
    const char *newest = history_line(h, 0);
    size_t length = strlen(line);
    if (!length || (newest && !strncmp(newest, line, HISTORY_LENGTH - 1)))
        return;
    if (length > HISTORY_LENGTH - 1)
        length = HISTORY_LENGTH - 1;
    char *to = h->line[h->count++ % HISTORY_LINES];
    memcpy(to, line, length);
    to[length] = 0;
}

const char *
history_line(const struct history *h, unsigned back)
{
    if (back >= h->count || back >= HISTORY_LINES)
        return NULL;
    return h->line[(h->count - 1 - back) % HISTORY_LINES];
}
