/** The model, as apps see it. */
const ai = (() => {
  /** @param {string | {role: string, content: string}[]} messages */
  const asMessages = (messages) => {
    if (typeof messages === 'string') return [{ role: 'user', content: messages }];
    if (!isArray(messages)) throw new TypeError('AI takes a text or a list of {role, content}.');
    return messages.map((m) => ({ role: String(m.role), content: String(m.content) }));
  };
  const asOptions = ({ model, maxTokens, max_tokens, temperature } = {}) =>
    ({ model, max_tokens: maxTokens ?? max_tokens, temperature });
  const asReply = (value) => {
    const usage = value.usage || {};
    const text = String(value.text ?? '');
    return {
      text,
      content: text,
      message: { role: 'assistant', content: text },
      model: value.model || '',
      finishReason: value.finish_reason ?? value.finishReason ?? '',
      usage: {
        promptTokens: Number(usage.prompt_tokens ?? usage.promptTokens ?? 0),
        completionTokens: Number(usage.completion_tokens ?? usage.completionTokens ?? 0),
        cost: Number(usage.cost_usd ?? usage.cost ?? 0),
      },
      toString: () => text,
    };
  };
  return {
    /** Resolves to the whole reply. */
    async chat(messages, options = {}) {
      return asReply(await call('ai.chat', { messages: asMessages(messages), options: asOptions(options) }, { signal: options.signal }));
    },
    /** Calls onChunk(delta, textSoFar) for each piece, then resolves to the whole reply. */
    async streamChat(messages, onChunk, options = {}) {
      if (typeof onChunk !== 'function') throw new TypeError('AI.streamChat takes a function to call with each piece.');
      let soFar = '';
      const chunk = (text) => {
        soFar += text;
        onChunk(text, soFar);
      };
      return asReply(await call('ai.stream', { messages: asMessages(messages), options: asOptions(options) }, { signal: options.signal, chunk }));
    },
    /** Resolves to the models that can be asked. */
    models: () => call('ai.models', {}),
  };
})();
define(window, 'AI', { writable: true, value: ai });
