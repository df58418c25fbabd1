/*
 * The pager server (protocol: pager.h): one loop that answers page faults and requests.
 *
 *   region.c   what an address of a task means      fault.c    a fault, by the kind of region
 *   page.c     where each page's content is         zero.c     demand zero
 *   frame.c    page frames                          copy.c     copy on write
 *   replace.c  the clock                            page_in.c  back from the swap disk
 *   swap.c     slots of the swap disk               forward.c  faults that the file server answers
 *   elf.c      is this a program?                   image.c    program files in memory
 *   spawn.c    starting a program                   task.c     tasks and their ends
 *   requests.c the other requests                   say.c      sentences on the console
 *
 * While a page is read from a program's file or moved to or from the swap disk, all clients wait:
 * the disk is one, and no structure here needs a lock. Faults in windows on files may take as long
 * as the file server likes, so they are a second thread's. When this server dies the root task ends
 * its tasks and starts it again: their memory is lost, and nothing else.
 */
#include "fault.h"
#include "forward.h"
#include "requests.h"
#include "say.h"
#include "spawn.h"
#include <errno.h>
#include <layout.h>
#include <message.h>
#include <names.h>
#include <start.h>
#include <stddef.h>
#include <string.h>

static MESSAGE(3, 3) buffer;
static struct spawn request;

/* Page faults are exception 14 to who asks how a program ended. */
#define EXCEPTION_FAULT 14

static void
end_by_fault(struct task *t, uint32_t address, int write, uint32_t eip, enum fault_result result)
{
    say_end(t, address, write, eip, result);
    task_end(t, PAGER_DIED - EXCEPTION_FAULT, eip);
}

/* A fault of a thread that is not ours, or a message of that form, is nobody's. */
static enum reply
serve_fault(l4_id_t client, struct words *w)
{
    struct task *t = task_of(client);
    uint32_t address = w->w0 & ~3u, eip = w->w1;
    int write = (w->w0 & 2) != 0;
    struct fault_page page = {0, 0, NULL};
    if (!t)
        return REPLY_NOTHING;
    enum fault_result result = fault_resolve(t, address, write, &page);
    if (t->trace)
        say_fault(t, address, write, eip, result, page.did);
    if (result == FAULT_FORWARD) {
        pager_counts[PAGER_FORWARDED]++;
        struct forward_job job = {client, w->w0, eip};
        return forward_fault(t, job) ? REPLY_NOTHING : REPLY_WORDS;
    }
    if (result != FAULT_MAP) {
        end_by_fault(t, address, write, eip, result);
        return REPLY_NOTHING;
    }
    uint32_t rights = page.writable ? L4_FPAGE_WRITE : 0;
    *w = (struct words){address & L4_PAGE_MASK, l4_fpage(page.from, L4_LOG2_PAGE, rights), 0};
    return REPLY_MAP;
}

/* The worker has done a job, or has waited for one long enough. */
static enum reply
serve_worker(struct words *w)
{
    if (w->w1) {
        struct forward_job done = forward_done();
        struct task *t = task_of(done.client);
        if (t)
            t->forwarded--;
        if (t && w->w2)
            end_by_fault(t, done.fault & ~3u, (done.fault & 2) != 0, done.eip, FAULT_FORWARD);
    } else {
        task_sweep();
    }
    return forward_next(w) ? REPLY_WORDS : REPLY_NOTHING;
}

/* The strings of a request to start a program lie in `request`, their lengths in the message. */
static enum reply
serve_spawn(l4_id_t client, uint32_t result, struct words *w)
{
    l4_id_t id = L4_NIL;
    if (L4_DOPE_STRINGS(result) != 3) {
        w->w0 = EINVAL;
        return REPLY_WORDS;
    }
    request.path_bytes = buffer.string[0].send_size & L4_STRING_SIZE;
    request.argument_bytes = buffer.string[1].send_size & L4_STRING_SIZE;
    request.around_bytes = buffer.string[2].send_size & L4_STRING_SIZE;
    request.append = w->w1 & 1;
    w->w0 = (uint32_t)spawn(client, &request, &id);
    w->w1 = id;
    return REPLY_WORDS;
}

static enum reply
serve(l4_id_t client, uint32_t result, struct words *w)
{
    if (!(w->w0 & 1))
        return serve_fault(client, w);
    if (w->w0 == FORWARD_NEXT && forward_is_worker(client))
        return serve_worker(w);
    if (w->w0 == PAGER_SPAWN)
        return serve_spawn(client, result, w);
    return request_serve(client, w);
}

static void
prepare_buffer(void)
{
    memset(&request, 0, sizeof request); /* its pages are there: no client waits for them */
    message_init(&buffer, 3, 3);
    message_buffer(&buffer, request.path, FILES_PATH);
    message_buffer(&buffer, request.arguments, START_TEXT);
    message_buffer(&buffer, request.around, SPAWN_AROUND);
}

static void __attribute__((noreturn)) loop(void)
{
    static const uint32_t sends[] = {
        [REPLY_NOTHING] = L4_NO_SEND, [REPLY_WORDS] = 0, [REPLY_MAP] = L4_SEND_MAP};
    struct words w;
    l4_id_t client = L4_NIL;
    enum reply reply = REPLY_NOTHING;
    for (;;) {
        uint32_t result =
            l4_ipc(client, sends[reply], (uint32_t)&buffer | L4_RECV_OPEN, IPC_SERVER, &w, &client);
        /* An answer that nobody waited for, or a message that came in part: nothing was served. */
        reply = IPC_ERROR(result) ? REPLY_NOTHING : serve(client, result, &w);
    }
}

int
main(int argc, char **argv)
{
    (void)*(volatile char *)INFO_PAGE; /* what one does not have one cannot map */
    frames_init((void *)HEAP_BASE, start_page()->memory / L4_PAGE_SIZE);
    prepare_buffer();
    forward_start();
    names_register(start_page()->name);
    loop();
}
