import type { ApiMethod } from '../server/api-method.ts'

/** `GET /cgi-bin/getcallbackip` (wecom.md 1.10): where webhooks come from; the emulator calls from this machine. */
export const getcallbackip: ApiMethod = {
  path: '/cgi-bin/getcallbackip',
  verb: 'GET',
  token: 'required',
  run: () => ({ ok: { ip_list: ['127.0.0.1', '::1'] } }),
}

/** `GET /cgi-bin/get_api_domain_ip`: where the API answers. */
export const getApiDomainIp: ApiMethod = {
  path: '/cgi-bin/get_api_domain_ip',
  verb: 'GET',
  token: 'required',
  run: () => ({ ok: { ip_list: ['127.0.0.1'] } }),
}
