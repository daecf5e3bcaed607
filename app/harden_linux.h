#ifndef WHITTLE_HARDEN_LINUX_H
#define WHITTLE_HARDEN_LINUX_H

#include <stdint.h>

// What the window's C side needs of Go. The strings are copied.
typedef struct {
	uintptr_t handle; // of the Go window, handed back with every callback
	const char *shell_script; // runs in the page's world of the shell, at document start
	const char *world_script; // runs in the isolated world of the shell, at document start
	const char *authorization; // header value without which a request's body is not read
	int min_width, min_height;
} window_setup;

// Everything runs on the thread that runs the main loop; these before it starts,
// in this order. window_open_display returns 0 when there is none.
int window_open_display(void);
int window_follow_theme(int theme); // 0 is the desktop's, 1 light, 2 dark; returns whether it is dark now
void window_enable_sandbox(void);
void window_prepare(const window_setup *setup);

// These may be called from any thread.
void window_ask_alive(void);
void window_end_process(void);

#endif
