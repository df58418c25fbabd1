/*
 * No trace: part of debug/trace.h in the release build.
 */
static inline void
trace(enum trace_kind kind, uint32_t thread, uint32_t other, uint32_t value)
{
}
