/** For a viewer whose card cannot be changed any more: what happened to its matter since. */
export function sayCardOver(about: string, end: string): string {
  return `${about}：${end}。之前的卡片已失效，请以最新消息为准。`
}
