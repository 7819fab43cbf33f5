import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

const here = fileURLToPath(new URL('.', import.meta.url))

// Vite wants a default export. The page is served below /sandbox/, so its assets are named relative to it.
export default defineConfig({
  root: here,
  base: './',
  plugins: [vue()],
  build: { outDir: fileURLToPath(new URL('../../../dist/page', import.meta.url)), emptyOutDir: true },
  server: { proxy: { '/sandbox/api': 'http://127.0.0.1:3000' } },
})
