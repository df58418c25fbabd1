/* An IPC loop: the toy of tests/programs/toy_ipc.S, 200 thousand passes each way. */
#define TOY_PASSES 200000
#include "toy_ipc.S"
