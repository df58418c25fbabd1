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
