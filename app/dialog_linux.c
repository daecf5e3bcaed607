//go:build desktop && production && cgo

#include "dialog_linux.h"

#include "_cgo_export.h"

#define TEXT_WIDTH 48

// One page runs in the window and it waits for its answer, so there is at most one.
static struct {
	GtkWidget *widget, *entry, *stop;
	WebKitScriptDialog *dialog;
	uintptr_t handle;
} asked;

static void forget(gboolean stop) {
	GtkWidget *widget = asked.widget;
	asked.widget = NULL;
	webkit_script_dialog_unref(asked.dialog);
	gtk_widget_destroy(widget);
	goDialogEnded(asked.handle, stop);
}

static void on_response(GtkDialog *widget, int response, gpointer data) {
	(void)widget, (void)data;
	if (!asked.widget) return;
	gboolean yes = response == GTK_RESPONSE_OK;
	switch (webkit_script_dialog_get_dialog_type(asked.dialog)) {
	case WEBKIT_SCRIPT_DIALOG_CONFIRM:
		webkit_script_dialog_confirm_set_confirmed(asked.dialog, yes);
		break;
	case WEBKIT_SCRIPT_DIALOG_PROMPT:
		if (yes) webkit_script_dialog_prompt_set_text(asked.dialog, gtk_entry_get_text(GTK_ENTRY(asked.entry)));
		break;
	default:
		break;
	}
	webkit_script_dialog_close(asked.dialog);
	forget(asked.stop && gtk_toggle_button_get_active(GTK_TOGGLE_BUTTON(asked.stop)));
}

void dialog_drop(void) {
	if (asked.widget) forget(FALSE);
}

// The words of a page, as long as they are; beyond some lines they scroll.
static GtkWidget *words(const char *text) {
	GtkWidget *label = gtk_label_new(text);
	gtk_label_set_line_wrap(GTK_LABEL(label), TRUE);
	gtk_label_set_line_wrap_mode(GTK_LABEL(label), PANGO_WRAP_WORD_CHAR);
	gtk_label_set_max_width_chars(GTK_LABEL(label), TEXT_WIDTH);
	gtk_label_set_xalign(GTK_LABEL(label), 0);
	gtk_label_set_yalign(GTK_LABEL(label), 0);
	gtk_label_set_selectable(GTK_LABEL(label), TRUE);
	gtk_widget_set_can_focus(label, FALSE);
	GtkWidget *scroller = gtk_scrolled_window_new(NULL, NULL);
	gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
	gtk_scrolled_window_set_propagate_natural_height(GTK_SCROLLED_WINDOW(scroller), TRUE);
	gtk_scrolled_window_set_propagate_natural_width(GTK_SCROLLED_WINDOW(scroller), TRUE);
	gtk_scrolled_window_set_max_content_height(GTK_SCROLLED_WINDOW(scroller), 320);
	gtk_container_add(GTK_CONTAINER(scroller), label);
	return scroller;
}

static void add_contents(GtkBox *box, gboolean with_stop) {
	const char *message = webkit_script_dialog_get_message(asked.dialog);
	gtk_box_set_spacing(box, 12);
	gtk_widget_set_size_request(GTK_WIDGET(box), 300, -1);
	gtk_box_pack_start(box, words(message ? message : ""), TRUE, TRUE, 0);
	if (webkit_script_dialog_get_dialog_type(asked.dialog) == WEBKIT_SCRIPT_DIALOG_PROMPT) {
		const char *text = webkit_script_dialog_prompt_get_default_text(asked.dialog);
		asked.entry = gtk_entry_new();
		gtk_entry_set_text(GTK_ENTRY(asked.entry), text ? text : "");
		gtk_entry_set_activates_default(GTK_ENTRY(asked.entry), TRUE);
		gtk_box_pack_start(box, asked.entry, FALSE, FALSE, 0);
	}
	if (with_stop) {
		asked.stop = gtk_check_button_new_with_mnemonic("_Stop this app from asking");
		gtk_box_pack_start(box, asked.stop, FALSE, FALSE, 0);
	}
}

void dialog_show(GtkWindow *window, uintptr_t handle, WebKitScriptDialog *dialog) {
	if (asked.widget) return;
	int with_stop = 0;
	char *title = goDialogBegins(handle, &with_stop);
	if (!title) return;
	asked.handle = handle;
	asked.dialog = webkit_script_dialog_ref(dialog);
	asked.entry = asked.stop = NULL;
	asked.widget = gtk_dialog_new();
	GtkDialog *box = GTK_DIALOG(asked.widget);
	gtk_window_set_title(GTK_WINDOW(box), title);
	gtk_window_set_transient_for(GTK_WINDOW(box), window);
	gtk_window_set_modal(GTK_WINDOW(box), TRUE);
	gtk_window_set_destroy_with_parent(GTK_WINDOW(box), TRUE);
	gtk_window_set_position(GTK_WINDOW(box), GTK_WIN_POS_CENTER_ON_PARENT);
	gtk_window_set_resizable(GTK_WINDOW(box), FALSE);
	gtk_container_set_border_width(GTK_CONTAINER(box), 12);
	if (webkit_script_dialog_get_dialog_type(dialog) != WEBKIT_SCRIPT_DIALOG_ALERT) gtk_dialog_add_button(box, "Cancel", GTK_RESPONSE_CANCEL);
	gtk_dialog_add_button(box, "OK", GTK_RESPONSE_OK);
	gtk_dialog_set_default_response(box, GTK_RESPONSE_OK);
	GtkBox *content = GTK_BOX(gtk_dialog_get_content_area(box));
	// The title bar may be missing, so who asks also stands over the words.
	char *bold = g_markup_printf_escaped("<b>%s</b>", title);
	GtkWidget *who = gtk_label_new(NULL);
	gtk_label_set_markup(GTK_LABEL(who), bold);
	gtk_label_set_xalign(GTK_LABEL(who), 0);
	gtk_label_set_ellipsize(GTK_LABEL(who), PANGO_ELLIPSIZE_END);
	gtk_box_pack_start(content, who, FALSE, FALSE, 0);
	add_contents(content, with_stop);
	g_free(bold);
	free(title);
	g_signal_connect(box, "response", G_CALLBACK(on_response), NULL);
	gtk_widget_show_all(asked.widget);
	gtk_widget_grab_focus(asked.entry ? asked.entry : gtk_dialog_get_widget_for_response(box, GTK_RESPONSE_OK));
}
