//go:build desktop && production && cgo

#include "harden_linux.h"
#include "dialog_linux.h"

#include <dlfcn.h>
#include <gtk/gtk.h>
#include <webkit2/webkit2.h>

#include "_cgo_export.h"

#define WORLD "whittle-shell"
#define START "wails://wails/"

// One process has one window: Wails v2 opens no second.
static struct {
	uintptr_t handle;
	char *shell_script, *world_script, *authorization;
	int min_width, min_height;
	WebKitWebView *view;
	GtkWindow *window;
} self;

// The message handler that Wails registers is reachable from every frame of the page, and Wails cannot tell the
// frames apart. It is taken out of the page's world and put into a world of its own, into which only the scripts
// below look, and those run in the shell's own page alone.
static gboolean move_channel(WebKitUserContentManager *manager) {
	const char *const shell[] = {START "*", NULL};
	const char *const previews[] = {START "preview", START "preview/*", NULL};
	webkit_user_content_manager_unregister_script_message_handler(manager, "external");
	if (!webkit_user_content_manager_register_script_message_handler_in_world(manager, "external", WORLD)) return FALSE;
	if (!webkit_user_content_manager_register_script_message_handler_in_world(manager, "canary", WORLD)) return FALSE;
	WebKitUserScript *world = webkit_user_script_new_for_world(self.world_script, WEBKIT_USER_CONTENT_INJECT_TOP_FRAME,
		WEBKIT_USER_SCRIPT_INJECT_AT_DOCUMENT_START, WORLD, shell, previews);
	WebKitUserScript *page = webkit_user_script_new(self.shell_script, WEBKIT_USER_CONTENT_INJECT_TOP_FRAME,
		WEBKIT_USER_SCRIPT_INJECT_AT_DOCUMENT_START, shell, previews);
	webkit_user_content_manager_add_script(manager, world);
	webkit_user_content_manager_add_script(manager, page);
	webkit_user_script_unref(world);
	webkit_user_script_unref(page);
	return TRUE;
}

static void on_canary(WebKitUserContentManager *manager, WebKitJavascriptResult *result, gpointer data) {
	(void)manager, (void)data;
	char *report = jsc_value_to_string(webkit_javascript_result_get_js_value(result));
	goCanary(self.handle, report);
	g_free(report);
}

// The top frame shows the shell's start page and nothing else, whoever asks: not a dropped file, not a link.
static gboolean on_policy(WebKitWebView *view, WebKitPolicyDecision *decision, WebKitPolicyDecisionType type, gpointer data) {
	(void)view, (void)data;
	if (type == WEBKIT_POLICY_DECISION_TYPE_NEW_WINDOW_ACTION) {
		webkit_policy_decision_ignore(decision);
		return TRUE;
	}
	if (type != WEBKIT_POLICY_DECISION_TYPE_RESPONSE) return FALSE;
	WebKitResponsePolicyDecision *response = WEBKIT_RESPONSE_POLICY_DECISION(decision);
	if (!webkit_response_policy_decision_is_main_frame_main_resource(response)) return FALSE;
	const char *uri = webkit_uri_request_get_uri(webkit_response_policy_decision_get_request(response));
	gsize start = strlen(START);
	if (strncmp(uri, START, start) == 0 && (uri[start] == 0 || uri[start] == '#' || uri[start] == '?')) return FALSE;
	webkit_policy_decision_ignore(decision);
	return TRUE;
}

// The shell draws its own dialogs, so these are of apps. None may keep a page from being left.
static gboolean on_dialog(WebKitWebView *view, WebKitScriptDialog *dialog, gpointer data) {
	(void)view, (void)data;
	if (webkit_script_dialog_get_dialog_type(dialog) == WEBKIT_SCRIPT_DIALOG_BEFORE_UNLOAD_CONFIRM)
		webkit_script_dialog_confirm_set_confirmed(dialog, TRUE);
	else
		dialog_show(self.window, self.handle, dialog);
	return TRUE;
}

// What a print operation without a frame of its own prints is the shell's page, so there is none.
static gboolean on_print(WebKitWebView *view, WebKitPrintOperation *operation, gpointer data) {
	(void)view, (void)operation, (void)data;
	return TRUE;
}

// A right click offers what one does with text. The rest of WebKit's menu leads away from the page.
static gboolean on_menu(WebKitWebView *view, WebKitContextMenu *menu, GdkEvent *event, WebKitHitTestResult *hit, gpointer data) {
	(void)view, (void)event, (void)hit, (void)data;
	GList *items = g_list_copy(webkit_context_menu_get_items(menu));
	for (GList *i = items; i; i = i->next) {
		switch (webkit_context_menu_item_get_stock_action(i->data)) {
		case WEBKIT_CONTEXT_MENU_ACTION_COPY:
		case WEBKIT_CONTEXT_MENU_ACTION_CUT:
		case WEBKIT_CONTEXT_MENU_ACTION_PASTE:
		case WEBKIT_CONTEXT_MENU_ACTION_PASTE_AS_PLAIN_TEXT:
		case WEBKIT_CONTEXT_MENU_ACTION_DELETE:
		case WEBKIT_CONTEXT_MENU_ACTION_SELECT_ALL:
		case WEBKIT_CONTEXT_MENU_ACTION_COPY_LINK_TO_CLIPBOARD:
		case WEBKIT_CONTEXT_MENU_ACTION_COPY_IMAGE_TO_CLIPBOARD:
		case WEBKIT_CONTEXT_MENU_ACTION_SPELLING_GUESS:
			break;
		default:
			webkit_context_menu_remove(menu, i->data);
		}
	}
	g_list_free(items);
	return webkit_context_menu_get_n_items(menu) == 0;
}

static void on_terminated(WebKitWebView *view, WebKitWebProcessTerminationReason reason, gpointer data) {
	(void)data;
	dialog_drop();
	if (goDied(self.handle, (int)reason))
		webkit_web_view_load_uri(view, START);
	else
		webkit_web_view_load_html(view,
			"<!doctype html><meta charset=utf-8><title>Whittle</title>"
			"<body style='font:15px/1.5 system-ui,sans-serif;color:#57514a;background:#fbfaf8;max-width:34em;margin:18vh auto;padding:0 24px'>"
			"<h1 style='font-size:19px'>Whittle's page stopped again and again</h1>"
			"<p>It was not loaded once more. Your library is untouched. Close the window and start Whittle again.</p>", NULL);
}

static void on_answer(GObject *view, GAsyncResult *result, gpointer data) {
	(void)data;
	JSCValue *value = webkit_web_view_evaluate_javascript_finish(WEBKIT_WEB_VIEW(view), result, NULL);
	if (!value) return;
	g_object_unref(value);
	goAlive(self.handle);
}

static gboolean ask_alive(gpointer data) {
	(void)data;
	if (self.view) webkit_web_view_evaluate_javascript(self.view, "1", -1, WORLD, NULL, NULL, on_answer, NULL);
	return G_SOURCE_REMOVE;
}

static gboolean end_process(gpointer data) {
	(void)data;
	if (self.view) webkit_web_view_terminate_web_process(self.view);
	return G_SOURCE_REMOVE;
}

void window_ask_alive(void) { g_idle_add_full(G_PRIORITY_HIGH, ask_alive, NULL, NULL); }
void window_end_process(void) { g_idle_add_full(G_PRIORITY_HIGH, end_process, NULL, NULL); }

// WebKit cannot hand over a body that holds a Blob or a file: reading it ends this process. Only the page that
// knows the ticket is trusted to send none, so the body of any other request is left alone. This definition takes
// the place of the library's at link time; the library's is found behind it.
GInputStream *webkit_uri_scheme_request_get_http_body(WebKitURISchemeRequest *request) {
	static GInputStream *(*real)(WebKitURISchemeRequest *);
	if (!real) real = (GInputStream * (*)(WebKitURISchemeRequest *)) dlsym(RTLD_NEXT, "webkit_uri_scheme_request_get_http_body");
	SoupMessageHeaders *headers = webkit_uri_scheme_request_get_http_headers(request);
	const char *shown = headers ? soup_message_headers_get_one(headers, "Authorization") : NULL;
	if (!real || !shown || !self.authorization || strcmp(shown, self.authorization) != 0) return NULL;
	return real(request);
}

static void find_view(GtkWidget *widget, gpointer out) {
	GtkWidget **view = out;
	if (*view) return;
	if (WEBKIT_IS_WEB_VIEW(widget))
		*view = widget;
	else if (GTK_IS_CONTAINER(widget))
		gtk_container_forall(GTK_CONTAINER(widget), find_view, out);
}

static GtkWidget *the_view(void) {
	GtkWidget *view = NULL;
	GList *windows = gtk_window_list_toplevels();
	for (GList *w = windows; w && !view; w = w->next) find_view(GTK_WIDGET(w->data), &view);
	g_list_free(windows);
	return view;
}

// The page's place on the desktop, told to Go whenever it changes.
static gboolean on_moved(GtkWidget *widget, GdkEvent *event, gpointer data) {
	(void)event, (void)data;
	GdkWindow *inner = gtk_widget_get_window(widget);
	if (!inner) return FALSE;
	GdkWindowState state = gdk_window_get_state(inner);
	int x, y, w, h;
	gtk_window_get_position(GTK_WINDOW(widget), &x, &y);
	gtk_window_get_size(GTK_WINDOW(widget), &w, &h);
	gboolean normal = !(state & (GDK_WINDOW_STATE_MAXIMIZED | GDK_WINDOW_STATE_FULLSCREEN | GDK_WINDOW_STATE_ICONIFIED | GDK_WINDOW_STATE_TILED));
	goMoved(self.handle, x, y, w, h, normal, (state & GDK_WINDOW_STATE_MAXIMIZED) != 0);
	return FALSE;
}

// Puts the window where it was, on what screens there are now. Runs after Wails has centred it.
static gboolean put_in_place(gpointer data) {
	(void)data;
	GdkDisplay *display = gtk_widget_get_display(GTK_WIDGET(self.window));
	int n = gdk_display_get_n_monitors(display);
	int *areas = g_new0(int, 4 * (n ? n : 1));
	for (int i = 0; i < n; i++) {
		GdkRectangle area;
		gdk_monitor_get_workarea(gdk_display_get_monitor(display, i), &area);
		areas[4 * i] = area.x, areas[4 * i + 1] = area.y, areas[4 * i + 2] = area.width, areas[4 * i + 3] = area.height;
	}
	int out[5];
	goPlace(self.handle, areas, n, out);
	g_free(areas);
	// Wails also forbids the window to be larger than the screen it starts on; it may be moved to a larger one.
	GdkGeometry smallest = {.min_width = self.min_width, .min_height = self.min_height};
	gtk_window_set_geometry_hints(self.window, NULL, &smallest, GDK_HINT_MIN_SIZE);
	gtk_window_resize(self.window, out[2], out[3]);
	gtk_window_move(self.window, out[0], out[1]);
	if (out[4]) gtk_window_maximize(self.window);
	g_signal_connect(self.window, "configure-event", G_CALLBACK(on_moved), NULL);
	g_signal_connect(self.window, "window-state-event", G_CALLBACK(on_moved), NULL);
	return G_SOURCE_REMOVE;
}

// The first turn of the main loop: Wails has made its window and asked for the page, nothing has been served.
static gboolean prepare(gpointer data) {
	(void)data;
	GtkWidget *view = the_view();
	if (!view) return G_SOURCE_CONTINUE;
	self.view = WEBKIT_WEB_VIEW(view);
	self.window = GTK_WINDOW(gtk_widget_get_toplevel(view));
	WebKitUserContentManager *manager = webkit_web_view_get_user_content_manager(self.view);
	g_signal_connect(manager, "script-message-received::canary", G_CALLBACK(on_canary), NULL);
	g_signal_connect(view, "decide-policy", G_CALLBACK(on_policy), NULL);
	g_signal_connect(view, "script-dialog", G_CALLBACK(on_dialog), NULL);
	g_signal_connect(view, "print", G_CALLBACK(on_print), NULL);
	g_signal_connect(view, "context-menu", G_CALLBACK(on_menu), NULL);
	g_signal_connect(view, "web-process-terminated", G_CALLBACK(on_terminated), NULL);
	goHardened(self.handle, move_channel(manager));
	g_idle_add(put_in_place, NULL);
	return G_SOURCE_REMOVE;
}

// As Wails does, X11 is preferred where the session does not say that it is Wayland (frontend.go, NewFrontend).
// The name is what windows are grouped by and the .desktop file is found by.
int window_open_display(void) {
	g_set_prgname("whittle");
	const char *session = g_getenv("XDG_SESSION_TYPE");
	if (!session || !*session || !strcmp(session, "unspecified") || !strcmp(session, "x11")) gdk_set_allowed_backends("x11,*");
	return gtk_init_check(NULL, NULL);
}

void window_enable_sandbox(void) { webkit_web_context_set_sandbox_enabled(webkit_web_context_get_default(), TRUE); }

void window_prepare(const window_setup *setup) {
	self.handle = setup->handle;
	self.shell_script = g_strdup(setup->shell_script);
	self.world_script = g_strdup(setup->world_script);
	self.authorization = g_strdup(setup->authorization);
	self.min_width = setup->min_width;
	self.min_height = setup->min_height;
	g_idle_add_full(G_PRIORITY_HIGH, prepare, NULL, NULL);
}
