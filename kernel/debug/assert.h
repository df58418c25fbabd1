/*
 * Assertions that speak in sentences. In a release build they vanish, but still have to compile.
 *
 *   ASSERT(to != me, "a thread does not send to itself");
 *
 * The sentence says what must hold; when it does not, the panic names it, the place and the thread.
 */
#ifndef DEBUG_ASSERT_H
#define DEBUG_ASSERT_H

#include "debug/panic.h"

#ifdef L486_RELEASE
#define ASSERT(condition, sentence)                                                                \
    do {                                                                                           \
        (void)sizeof(condition);                                                                   \
        (void)sizeof(sentence);                                                                    \
    } while (0)
#else
#define ASSERT(condition, sentence)                                                                \
    do {                                                                                           \
        if (!(condition))                                                                          \
            panic("%s:%d: this should hold: %s (%s)", __FILE__, __LINE__, sentence, #condition);   \
    } while (0)
#endif

#endif
