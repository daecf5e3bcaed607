// What Nuxt has by itself, for an app that is one page (nuxt.com/docs/api).
import { computed, defineComponent, h, reactive, ref, toRef } from 'vue';
import { RouterLink, RouterView, useRoute } from 'vue-router';
import router from '/.nuxt/router.js';

const states = reactive({});
export const layouts = {};

export function useState(key, make) {
  if (typeof key === 'function') [key, make] = [String(key), key];
  if (!(key in states)) states[key] = make?.();
  return toRef(states, key);
}

export function navigateTo(to, options) {
  if (typeof to === 'string' && /^https?:/.test(to)) return window.open(to, '_blank');
  return options?.replace ? router.replace(to) : router.push(to);
}

export function useCookie(name, options) {
  const stored = localStorage.getItem(`cookie:${name}`);
  const value = ref(stored === null ? options?.default?.() : JSON.parse(stored));
  return computed({
    get: () => value.value,
    set(next) {
      value.value = next;
      localStorage.setItem(`cookie:${name}`, JSON.stringify(next ?? null));
    },
  });
}

async function fetchData(address, options) {
  const response = await fetch(address, { ...options, body: options?.body && JSON.stringify(options.body) });
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return response.json();
}
export const $fetch = fetchData;

export function useAsyncData(key, load) {
  if (typeof key === 'function') load = key;
  const state = { data: ref(null), error: ref(null), pending: ref(true), status: ref('pending') };
  state.refresh = async () => {
    state.pending.value = true;
    try {
      state.data.value = await load();
      state.status.value = 'success';
    } catch (error) {
      state.error.value = error;
      state.status.value = 'error';
    }
    state.pending.value = false;
  };
  state.execute = state.refresh;
  const done = state.refresh().then(() => state);
  return Object.assign(done, state);
}
export const useLazyAsyncData = useAsyncData;
export const useFetch = (address, options) => useAsyncData(() => fetchData(typeof address === 'function' ? address() : address, options));
export const useLazyFetch = useFetch;

export function useHead(head) {
  const title = typeof head === 'function' ? head().title : head?.title;
  if (typeof title === 'string') document.title = title;
}
export const useSeoMeta = useHead;
export function definePageMeta() {}
export function defineNuxtRouteMiddleware(handler) { return handler; }
export function defineNuxtPlugin(plugin) { return plugin; }
export function useRuntimeConfig() { return { public: {}, app: { baseURL: '/' } }; }
export function useNuxtApp() { return { $router: router }; }
export function useAppConfig() { return {}; }
export function clearError() {}
export function createError(error) { return Object.assign(new Error(error.message ?? error.statusMessage), error); }
export function useColorMode() { return useState('color-mode', () => ({ preference: 'system', value: 'light' })).value; }

const Link = defineComponent({
  inheritAttrs: false,
  props: ['to', 'href', 'external', 'target'],
  setup: (props, { slots, attrs }) => () => {
    const to = props.to ?? props.href ?? '/';
    if (typeof to === 'string' && (/^[a-z]+:/.test(to) || to.startsWith('#'))) return h('a', { ...attrs, href: to, target: props.target }, slots.default?.());
    return h(RouterLink, { ...attrs, to }, slots);
  },
});

const Layout = defineComponent({
  props: ['name'],
  setup(props, { slots }) {
    const route = useRoute();
    return () => {
      const name = props.name ?? route.meta.layout ?? 'default';
      return name !== false && layouts[name] ? h(layouts[name], null, slots) : slots.default?.();
    };
  },
});

const Plain = defineComponent({ setup: (_, { slots }) => () => slots.default?.() });
const Nothing = defineComponent({ setup: () => () => null });

export function install(app) {
  const components = { NuxtPage: RouterView, NuxtLink: Link, NuxtLayout: Layout, ClientOnly: Plain, NuxtErrorBoundary: Plain,
    NuxtLoadingIndicator: Nothing, NuxtRouteAnnouncer: Nothing, Head: Nothing, Title: Nothing, Meta: Nothing,
    NuxtImg: defineComponent({ setup: (_, { attrs }) => () => h('img', attrs) }) };
  for (const [name, component] of Object.entries(components)) app.component(name, component);
}
