#ifndef WHITTLE_HARDEN_LINUX_H
#define WHITTLE_HARDEN_LINUX_H

#include <stdint.h>

// What the window's C side needs of Go. The strings are copied.
typedef struct {
	uintptr_t handle; // of the Go window, handed back with every callback
	const char *shell_script; // runs in the page's world of the shell, at document start
	const char *world_script; // runs in the isolated world of the shell, at document start
	const char *authorization; // header value without which a request's body is not read
	int theme; // 0 follows the system, 1 light, 2 dark
	int min_width, min_height;
} window_setup;

// Everything runs on the thread that runs the main loop; these before it starts,
// in this order. window_open_display returns 0 when there is none.
int window_open_display(void);
void window_enable_sandbox(void);
void window_prepare(const window_setup *setup);

// Has GTK, and with it the page, follow the desktop's light or dark: theme as in window_setup.
void window_follow_theme(int theme);

// These may be called from any thread.
void window_ask_alive(void);
void window_end_process(void);

#endif
