package openroutertest

import (
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// refuses answers with a status and OpenRouter's error shape before the first token.
func refuses(status int, message string, metadata map[string]any) func(*call) {
	return func(c *call) { writeError(c.w, status, message, metadata) }
}

func typed(kind string) map[string]any { return map[string]any{"error_type": kind} }

// refusals fail before the first token (openrouter.ai/docs, errors).
func refusals() []Scenario {
	const overflow = "This endpoint's maximum context length is 8192 tokens. However, you requested about 12000 tokens."
	return []Scenario{
		{"400", "An invalid request.", refuses(400, "temperature: must be at most 2", typed("invalid_request"))},
		{"400-context", "Prompt and reply too long for the model.", refuses(400, overflow, typed("context_length_exceeded"))},
		{"400-context-untyped", "The same in words only.", refuses(400, overflow, nil)},
		{"401", "The key is refused.", refuses(401, "User not found.", typed("authentication"))},
		{"402", "The credit is used up.", refuses(402, "Insufficient credits. Add more using https://openrouter.ai/settings/credits", typed("payment_required"))},
		{"402-afford", "The credit does not cover the reply's longest length.", func(c *call) {
			writeError(c.w, 402, fmt.Sprintf("This request requires more credits, or fewer max_tokens. You requested up to %d tokens, but can only afford 812.", c.maxTokens), nil)
		}},
		{"403", "Something this key may not do.", refuses(403, "This model requires you to verify your account.", typed("permission_denied"))},
		{"403-moderation", "Refused for its content.", refuses(403, "Your chosen model requires moderation and your input was flagged.", map[string]any{
			"reasons": []string{"violence"}, "flagged_input": "...", "provider_name": "Stand-in", "model_slug": "standin/403-moderation"})},
		{"403-guardrail", "Stopped by a guardrail of the account.", refuses(403, "Request blocked by guardrail.", map[string]any{"patterns": []string{"secret"}})},
		{"403-limit", "The key has reached its limit.", refuses(403, "Key limit exceeded (total limit). Manage it using https://openrouter.ai/settings/keys", nil)},
		{"404", "No provider offers the model.", refuses(404, "No endpoints found for standin/404.", typed("not_found"))},
		{"408", "The request timed out.", refuses(408, "Request timed out.", typed("timeout"))},
		{"413", "The request is too large.", refuses(413, "Payload too large.", typed("payload_too_large"))},
		{"422", "The request cannot be processed.", refuses(422, "messages: unsupported content.", typed("unprocessable"))},
		{"429", "Too many calls; Retry-After says 7 s.", func(c *call) {
			c.w.Header().Set("Retry-After", "7")
			writeError(c.w, 429, "Provider returned error", map[string]any{"provider_name": "Stand-in", "raw": "slow down"})
		}},
		{"429-long", "Too many calls; Retry-After says 90 s.", func(c *call) {
			c.w.Header().Set("Retry-After", "90")
			writeError(c.w, 429, "Rate limit exceeded: free-models-per-min.", nil)
		}},
		{"429-reset", "Too many calls; only X-RateLimit-Reset, in milliseconds, says when it ends (45 s).", func(c *call) {
			reset := strconv.FormatInt(c.options.Now().Add(45*time.Second).UnixMilli(), 10)
			headers := map[string]any{"X-RateLimit-Limit": "1", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": reset}
			for name, value := range headers {
				c.w.Header().Set(name, value.(string))
			}
			writeError(c.w, 429, "Rate limit exceeded: limit_rpm.", map[string]any{"headers": headers, "provider_name": nil})
		}},
		{"429-bare", "Too many calls, and no word on how long.", refuses(429, "Rate limited.", nil)},
		{"500", "An internal failure.", refuses(500, "Internal Server Error", typed("server"))},
		{"502", "The edge's HTML page instead of an error.", func(c *call) {
			c.w.Header().Set("Content-Type", "text/html; charset=UTF-8")
			c.w.WriteHeader(http.StatusBadGateway)
			fmt.Fprint(c.w, "<!DOCTYPE html>\n<html><head><title>502: Bad gateway</title></head><body>Ray ID: 0000</body></html>\n")
		}},
		{"503", "No provider is ready.", refuses(503, "No instances available.", typed("provider_unavailable"))},
		{"503-availability", "An availability error: no code, retryable, retry_after 3 s.", availability(true)},
		{"503-final", "An availability error that says not to try again.", availability(false)},
		{"504", "The gateway timed out.", refuses(504, "Gateway timeout.", typed("timeout"))},
		{"524", "The edge timed out.", refuses(524, "A timeout occurred.", typed("timeout"))},
		{"529", "The provider is overloaded.", refuses(529, "Overloaded.", typed("provider_overloaded"))},
		{"error-string", "An error that is a bare string.", func(c *call) {
			writeJSON(c.w, 400, map[string]any{"error": "the model is not loaded"})
		}},
		{"200-error", "Status 200 and an error as JSON.", func(c *call) {
			writeJSON(c.w, 200, map[string]any{"error": map[string]any{"code": 402, "message": "Insufficient credits."}})
		}},
		{"200-error-type", "The same, labelled text/event-stream.", func(c *call) {
			w := c.begin(shape{})
			w.raw(encode(map[string]any{"error": map[string]any{"code": 402, "message": "Insufficient credits."}}))
		}},
		{"200-finish-error", "A whole reply whose choice failed after some text.", func(c *call) {
			whole := c.whole("Half of it", finish{"error", "error"})
			whole["choices"].([]any)[0].(map[string]any)["error"] = map[string]any{"code": 502, "message": "Upstream failed.", "metadata": typed("provider_unavailable")}
			c.settle("Half of it", "", "error", false)
			writeJSON(c.w, 200, whole)
		}},
		{"echo-key", "An error that repeats the key.", func(c *call) {
			writeError(c.w, 400, "Incorrect API key provided: "+c.r.Header.Get("Authorization"), nil)
		}},
	}
}

func availability(retryable bool) func(*call) {
	return func(c *call) {
		writeJSON(c.w, 503, map[string]any{"error": map[string]any{
			"message": "No provider for this model is available.", "error_type": "provider_unavailable", "http_status": 503,
			"availability": map[string]any{"code": "no_available_provider", "retryable": retryable, "retry_after": 3, "requested_models": []string{c.model.ID}},
		}})
	}
}
