/* Writing JSON. */
#include "json.h"
#include <inttypes.h>

static void
quoted(FILE *out, const char *text)
{
    putc('"', out);
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            fprintf(out, "\\%c", *text);
        else if ((unsigned char)*text < 0x20)
            fprintf(out, "\\u%04x", *text);
        else
            putc(*text, out);
    }
    putc('"', out);
}

static void
begin(struct json *j, const char *key)
{
    if (!j->first)
        putc(',', j->out);
    if (j->depth > 0)
        putc('\n', j->out);
    fprintf(j->out, "%*s", (int)j->depth, "");
    if (key) {
        quoted(j->out, key);
        fputs(": ", j->out);
    }
    j->first = false;
}

void
json_open(struct json *j, const char *key, char bracket)
{
    begin(j, key);
    putc(bracket, j->out);
    j->depth++;
    j->first = true;
}

void
json_close(struct json *j, char bracket)
{
    j->depth--;
    if (!j->first)
        fprintf(j->out, "\n%*s", (int)j->depth, "");
    putc(bracket, j->out);
    j->first = false;
}

void
json_number(struct json *j, const char *key, uint64_t value)
{
    begin(j, key);
    fprintf(j->out, "%" PRIu64, value);
}

void
json_string(struct json *j, const char *key, const char *value)
{
    begin(j, key);
    quoted(j->out, value);
}

void
json_hex(struct json *j, const char *key, uint32_t value)
{
    begin(j, key);
    fprintf(j->out, "\"0x%08" PRIx32 "\"", value);
}

void
json_null(struct json *j, const char *key)
{
    begin(j, key);
    fputs("null", j->out);
}
