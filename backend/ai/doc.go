// Package ai is a tool room: it talks to OpenRouter and to OpenAI-compatible servers, and books what each call
// cost. It knows no other room; where to call and where to book are handed to it as functions.
package ai
