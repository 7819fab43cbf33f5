import type { Platform } from '../platform.ts'
import type { LoginOrder } from './read-order.ts'

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** The page on which a tester picks whose phone confirms the login, or refuses where that is possible. */
export function renderLoginPage(platform: Platform, order: LoginOrder, address: URL): string {
  const { members, owners } = platform.world
  const link = (personId: string, refuses: boolean): string => {
    const query = new URLSearchParams(address.searchParams)
    query.set('emulator_person', personId)
    if (refuses) query.set('emulator_refuses', '1')
    return escape(`${address.pathname}?${query.toString()}`)
  }
  const asks = order.place === 'desktop' || order.isPrivate
  const people = [
    ...members.map((member) => ({ id: member.userId, name: member.name })),
    ...(order.place === 'inside' ? owners : []).map((owner) => ({
      id: owner.externalUserId,
      name: owner.name,
    })),
  ]
  const rows = people.map(({ id, name }) => {
    const no = asks ? ` · <a href="${link(id, true)}">拒绝</a>` : ''
    return `<li><a href="${link(id, false)}">${escape(name)}（${escape(id)}）</a>${no}</li>`
  })
  return page('企业微信登录（仿真）', `<p>请选择登录的人：</p><ul>${rows.join('')}</ul>`)
}

/** The page that the platform shows instead of going back to an address it does not trust. */
export function renderLoginError(errcode: number, errmsg: string): string {
  return page('无法登录', `<p>${escape(errmsg)}</p><p>错误码：${errcode}</p>`)
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="zh"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1>${body}</html>`
}
