#ifndef WHITTLE_DIALOG_LINUX_H
#define WHITTLE_DIALOG_LINUX_H

#include <gtk/gtk.h>
#include <stdint.h>
#include <webkit2/webkit2.h>

// Shows what a page asks with alert, confirm or prompt, unless Go says that it is not shown. The page waits, the main
// loop does not. handle is of the Go window.
void dialog_show(GtkWindow *window, uintptr_t handle, WebKitScriptDialog *dialog);

// Takes away a dialog whose page is gone. Without one it does nothing.
void dialog_drop(void);

#endif
