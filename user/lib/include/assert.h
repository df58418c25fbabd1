/*
 * assert(expression): says on stderr what does not hold and where, and ends the program. With
 * NDEBUG the expression is not evaluated.
 */
#include "assert_failed.h"

#undef assert
#ifdef NDEBUG
#define assert(expression) ((void)sizeof(expression))
#else
#define assert(expression) ((expression) ? (void)0 : assert_failed(#expression, __FILE__, __LINE__))
#endif
#define static_assert _Static_assert
