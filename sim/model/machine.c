/* The processor as it is when the model starts. */
#include "machine.h"
#include <assert.h>
#include <string.h>

void
machine_init(struct machine *m, const struct params *params)
{
    assert(params->write_buffers <= 8 && "the model has room for eight write buffers");
    memset(m, 0, sizeof *m);
    m->params = *params;
    m->caching = true;
    m->flushed = true;
    tlb_flush(&m->tlb);
    cache_flush(&m->cache);
}

void
machine_sync(struct machine *m)
{
    uint64_t other = 0;

    for (unsigned cause = 0; cause < CAUSES; cause++)
        if (cause != BY_BASE)
            other += m->count[cause];
    m->count[BY_BASE] = m->now - other;
    if (m->cpl == 0) {
        m->count[KERNEL_CYCLES] += m->now - m->kernel_since;
        m->count[KERNEL_INSTRUCTIONS] += m->count[INSTRUCTIONS] - m->kernel_instructions_since;
    }
    m->kernel_since = m->now;
    m->kernel_instructions_since = m->count[INSTRUCTIONS];
}

void
machine_level(struct machine *m, uint8_t level)
{
    if (level == m->cpl)
        return;
    machine_sync(m);
    m->cpl = level;
}
