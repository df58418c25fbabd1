/*
 * The end of a program. Enter by exit().
 *
 * What exit() does for atexit() and for streams it does only where those are linked: the references
 * are weak, so that a program without them carries none of it.
 */
#include "stdlib.h"
#include "stdio_stream.h"
#include "stdlib_atexit.h"
#include "thread.h"

#pragma weak program_end_hook
#pragma weak atexit_run
#pragma weak stream_flush_all

void
_Exit(int status)
{
    if (program_end_hook)
        program_end_hook(status);
    thread_stop();
}

void
exit(int status)
{
    if (atexit_run)
        atexit_run();
    if (stream_flush_all)
        stream_flush_all();
    _Exit(status);
}
