import { onMounted, onUnmounted, ref, type Ref } from 'vue'

/** Whether more than half of the element is in view (and the page is not in a background tab). */
export function useVisible(element: Ref<HTMLElement | undefined>): Ref<boolean> {
  const visible = ref(false)
  let inView = false
  const update = (): void => {
    visible.value = inView && !document.hidden
  }
  const observer = new IntersectionObserver(
    (entries) => {
      inView = entries.at(-1)?.isIntersecting ?? false
      update()
    },
    { threshold: 0.5 },
  )
  onMounted(() => {
    if (element.value !== undefined) observer.observe(element.value)
    document.addEventListener('visibilitychange', update)
  })
  onUnmounted(() => {
    observer.disconnect()
    document.removeEventListener('visibilitychange', update)
  })
  return visible
}
