import { ref, watch, type Ref } from 'vue'

export function useStorage<T>(key: string, initial: T): Ref<T> {
  const stored = localStorage.getItem(key)
  const value = ref(stored ? JSON.parse(stored) : initial) as Ref<T>
  watch(value, v => localStorage.setItem(key, JSON.stringify(v)), { deep: true })
  return value
}
