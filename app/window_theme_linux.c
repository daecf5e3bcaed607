//go:build desktop && production && cgo

#include <gio/gio.h>
#include <gtk/gtk.h>
#include <string.h>

#include "harden_linux.h"

// Desktops say light or dark over the settings portal; GTK 3 does not listen, so this does, and tells it
// (flatpak.github.io/xdg-desktop-portal, org.freedesktop.portal.Settings).
#define PORTAL "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define PORTAL_SETTINGS "org.freedesktop.portal.Settings"
#define APPEARANCE "org.freedesktop.appearance"
#define SCHEME "color-scheme"
#define PATIENCE_MS 150

static void prefer_dark(gboolean dark) {
	g_object_set(gtk_settings_get_default(), "gtk-application-prefer-dark-theme", dark, NULL);
}

// The value is 1 for dark, 2 for light and 0 for no preference, wrapped once or twice.
static void take_scheme(GVariant *value) {
	GVariant *inner = g_variant_ref(value);
	while (g_variant_is_of_type(inner, G_VARIANT_TYPE_VARIANT)) {
		GVariant *next = g_variant_get_variant(inner);
		g_variant_unref(inner);
		inner = next;
	}
	if (g_variant_is_of_type(inner, G_VARIANT_TYPE_UINT32) && g_variant_get_uint32(inner)) prefer_dark(g_variant_get_uint32(inner) == 1);
	g_variant_unref(inner);
}

static void on_changed(GDBusConnection *bus, const char *sender, const char *path, const char *interface, const char *signal,
                       GVariant *arguments, gpointer data) {
	(void)bus, (void)sender, (void)path, (void)interface, (void)signal, (void)data;
	const char *group, *key;
	GVariant *value;
	if (!g_variant_is_of_type(arguments, G_VARIANT_TYPE("(ssv)"))) return;
	g_variant_get(arguments, "(&s&s@v)", &group, &key, &value);
	if (!strcmp(group, APPEARANCE) && !strcmp(key, SCHEME)) take_scheme(value);
	g_variant_unref(value);
}

// Asking for a bus where there is none would start one.
static gboolean has_bus(void) {
	const char *address = g_getenv("DBUS_SESSION_BUS_ADDRESS");
	if (address && *address) return TRUE;
	char *path = g_build_filename(g_get_user_runtime_dir(), "bus", NULL);
	gboolean there = g_file_test(path, G_FILE_TEST_EXISTS);
	g_free(path);
	return there;
}

// WebKit decides prefers-color-scheme by the same settings.
static gboolean is_dark(void) {
	gboolean prefers = FALSE;
	char *name = NULL;
	g_object_get(gtk_settings_get_default(), "gtk-application-prefer-dark-theme", &prefers, "gtk-theme-name", &name, NULL);
	const char *forced = g_getenv("GTK_THEME");
	gboolean dark = prefers || (name && g_str_has_suffix(name, "-dark")) || (forced && (g_str_has_suffix(forced, ":dark") || g_str_has_suffix(forced, "-dark")));
	g_free(name);
	return dark;
}

static void ask_portal(void) {
	GDBusConnection *bus = has_bus() ? g_bus_get_sync(G_BUS_TYPE_SESSION, NULL, NULL) : NULL;
	if (!bus) return;
	g_dbus_connection_set_exit_on_close(bus, FALSE);
	g_dbus_connection_signal_subscribe(bus, PORTAL, PORTAL_SETTINGS, "SettingChanged", PORTAL_PATH, APPEARANCE, G_DBUS_SIGNAL_FLAGS_NONE,
	                                   on_changed, NULL, NULL);
	GVariant *reply = g_dbus_connection_call_sync(bus, PORTAL, PORTAL_PATH, PORTAL_SETTINGS, "Read", g_variant_new("(ss)", APPEARANCE, SCHEME),
	                                              G_VARIANT_TYPE("(v)"), G_DBUS_CALL_FLAGS_NONE, PATIENCE_MS, NULL, NULL);
	if (!reply) return;
	GVariant *value = g_variant_get_child_value(reply, 0);
	take_scheme(value);
	g_variant_unref(value);
	g_variant_unref(reply);
}

int window_follow_theme(int theme) {
	if (theme)
		prefer_dark(theme == 2);
	else
		ask_portal();
	return is_dark();
}
