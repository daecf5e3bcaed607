import { defineStore } from 'pinia'
import { ref, computed } from 'vue'

export const useCart = defineStore('cart', () => {
  const items = ref([])
  const total = computed(() => items.value.reduce((sum, it) => sum + it.price, 0))
  const add = it => items.value.push(it)
  const clear = () => { items.value = [] }
  return { items, total, add, clear }
})
