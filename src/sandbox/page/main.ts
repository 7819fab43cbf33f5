import { createApp } from 'vue'
import './base.css'
import App from './App.vue'
import { createSandboxApi } from './api.ts'
import { createDesk } from './model/desk.ts'

createApp(App, { desk: createDesk(createSandboxApi('./api')) }).mount('#app')
