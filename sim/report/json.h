/* Writing JSON, indented, to a file. The caller gives keys in sorted order. */
#ifndef SIM_JSON_H
#define SIM_JSON_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct json {
    FILE *out;
    unsigned depth;
    bool first;
};

/* `key` is NULL inside arrays and for the outermost object. */
void json_open(struct json *j, const char *key, char bracket);
void json_close(struct json *j, char bracket);
void json_number(struct json *j, const char *key, uint64_t value);
void json_string(struct json *j, const char *key, const char *value);
void json_hex(struct json *j, const char *key, uint32_t value);
void json_null(struct json *j, const char *key);

#endif
