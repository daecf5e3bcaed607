//go:build desktop && production && e2e

package main

/*
#cgo pkg-config: gtk+-3.0 webkit2gtk-4.1
#include <webkit2/webkit2.h>

static GtkWidget *controlled;

static WebKitWebView *give_view(WebKitAutomationSession *session, gpointer data) {
	(void)session, (void)data;
	return WEBKIT_WEB_VIEW(controlled);
}

static void on_automation(WebKitWebContext *context, WebKitAutomationSession *session, gpointer data) {
	(void)context, (void)data;
	WebKitApplicationInfo *info = webkit_application_info_new();
	webkit_application_info_set_name(info, "whittle");
	webkit_automation_session_set_application_info(session, info);
	webkit_application_info_unref(info);
	g_signal_connect(session, "create-web-view", G_CALLBACK(give_view), NULL);
}

// The driver's screenshots need compositing, also where the program does without for want of a GPU.
static void keep_compositing(WebKitSettings *settings, GParamSpec *property, gpointer data) {
	(void)property, (void)data;
	if (webkit_settings_get_hardware_acceleration_policy(settings) != WEBKIT_HARDWARE_ACCELERATION_POLICY_ALWAYS)
		webkit_settings_set_hardware_acceleration_policy(settings, WEBKIT_HARDWARE_ACCELERATION_POLICY_ALWAYS);
}

// Only a view made for it can be driven by WebKitWebDriver, and Wails makes its view with this function. In builds
// for tests, and only in those, this definition takes the place of the library's at link time.
GtkWidget *webkit_web_view_new_with_user_content_manager(WebKitUserContentManager *manager) {
	WebKitWebContext *context = webkit_web_context_get_default();
	webkit_web_context_set_automation_allowed(context, TRUE);
	g_signal_connect(context, "automation-started", G_CALLBACK(on_automation), NULL);
	controlled = GTK_WIDGET(g_object_new(WEBKIT_TYPE_WEB_VIEW, "web-context", context, "user-content-manager", manager,
		"is-controlled-by-automation", TRUE, NULL));
	g_signal_connect(webkit_web_view_get_settings(WEBKIT_WEB_VIEW(controlled)), "notify::hardware-acceleration-policy", G_CALLBACK(keep_compositing), NULL);
	return controlled;
}
*/
import "C"
