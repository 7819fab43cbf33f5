// For tools that cannot read .vue files (ESLint's typed rules); vue-tsc takes the files' own types.
declare module '*.vue' {
  import type { Component } from 'vue'
  const component: Component
  export default component
}
