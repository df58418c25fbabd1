/*
 * The debugger's commands. Each gets the rest of its line, prints its answer and returns; a fault
 * in it is caught by the session. The table with names and help is in session.c.
 */
#ifndef KDB_COMMANDS_H
#define KDB_COMMANDS_H

void kdb_threads(const char *line); /* threads.c */
void kdb_thread(const char *line);  /* thread.c */
void kdb_ready(const char *line);   /* queues.c */
void kdb_wakeups(const char *line); /* queues.c */
void kdb_waits(const char *line);   /* waits.c */
void kdb_message(const char *line); /* message.c */
void kdb_tree(const char *line);    /* tree.c */
void kdb_pages(const char *line);   /* pages.c */
void kdb_memory(const char *line);  /* memory.c */
void kdb_set(const char *line);     /* memory.c */
void kdb_frames(const char *line);  /* frames.c */
void kdb_break(const char *line);   /* breakpoints.c */
void kdb_clear(const char *line);   /* breakpoints.c */
void kdb_step(const char *line);    /* breakpoints.c */
void kdb_events(const char *line);  /* events.c */

#endif
