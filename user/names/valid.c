/*
 * What the name server takes for a name.
 */
#include "valid.h"
#include "service.h"

int
name_is_valid(const struct words *w)
{
    char text[SERVICE_NAME + 1];
    uint32_t length = 0;
    name_unpack(w->w1, w->w2, text);
    while (text[length] > ' ' && text[length] < 0x7F)
        length++;
    for (uint32_t i = length; i < SERVICE_NAME; i++)
        if (text[i])
            return 0;
    return length > 0;
}
