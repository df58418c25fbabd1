/*
 * The name server: the service broker of the lectures. It knows which thread is called what, and
 * notices that one is dead; the protocol is names.h.
 *
 * When it dies itself all that it knew is lost, so it asks the root task at its start which servers
 * there are. One that is not ready yet answers later: a call to it waits.
 *
 * What it must do, beyond what names.h says:
 *
 *   - A name belongs to the thread that registered it, as long as that lives (thread_alive()). Of
 *     the same task another thread may take it over. The name of a server of the configuration
 *     (tasks_is_server_name()) can only be had by that server's task (tasks_find()).
 *   - 64 names (ENOSPC beyond), of which the dead make room; the last 16 places are for servers of
 *     the configuration alone. 64 who wait (EAGAIN). Who asks something new waits no longer for
 *     what it asked before.
 *   - An operation that does not exist, or no name (name_is_valid()), is EINVAL. The list shows
 *     each living name once, in any order.
 *   - If it was started again (tasks_info(), restarts > 0) all servers of the configuration are
 *     registered before the first request: those tasks that tasks_find() knows by their own name.
 *   - It may wait for the root task, and for the next request, but never for a client: an answer
 *     that nobody receives is dropped.
 */
#include "names.h"
#include "errno.h"
#include "ipc.h"
#include "service.h"
#include "start.h"
#include "tasks.h"
#include "thread.h"
#include "todo.h"
#include "valid.h"

#include <stddef.h>

/* Here: what the server knows, and what it does for each operation. */

int
main(void)
{
    TODO("4.2");
}
