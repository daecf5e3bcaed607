import { createRouter, createWebHistory } from 'vue-router'
import Products from '../views/Products.vue'

export default createRouter({
  history: createWebHistory(import.meta.env.BASE_URL),
  routes: [
    { path: '/', component: Products },
    { path: '/cart', name: 'cart', component: () => import('../views/Cart.vue') },
  ],
})
