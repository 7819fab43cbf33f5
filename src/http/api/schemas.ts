import { z } from 'zod'

/** Half characters and control characters are no text. */
const clean = (text: string) =>
  text
    .replaceAll(/\p{Surrogate}/gu, '')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .trim()
const words = (most: number, what: string) =>
  z
    .string(`${what}应为文字`)
    .max(most, `${what}最多 ${most} 字`)
    .transform(clean)
    .pipe(z.string().min(1, `请填写${what}`))

const PHONE = /^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|400-?\d{3}-?\d{4})$/

/** What a website sends to `POST /api/v1/reports`; the texts are what its visitor is told. */
export const ReportBody = z.strictObject(
  {
    name: words(30, '称呼').describe('称呼'),
    phone: z
      .string('联系电话应为文字')
      .max(30, '联系电话最多 30 字')
      .transform((text) => text.replaceAll(/[\s()（）]/g, '').replace(/^(\+?86)(?=1)/, ''))
      .pipe(z.string().regex(PHONE, '请填写手机号或带区号的固定电话'))
      .describe('联系电话：手机号或带区号的固定电话'),
    room: words(30, '房号').optional().describe('房号，如 3-2-501；公共区域的事项可不填'),
    place: words(50, '地点').optional().describe('公共区域的地点，如 2栋电梯'),
    matter: words(2000, '事由').describe('事由'),
  },
  {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? `不认识的字段：${issue.keys.join('、')}` : undefined,
  },
)

/** What a website hears of a report; the owner's data are masked. */
export const ReportState = z.strictObject({
  id: z.string().describe('查询用的编号，提交后即有'),
  number: z.string().nullable().describe('工单编号；尚未登记时为 null'),
  status: z.enum(['accepted', 'waiting', 'in_progress', 'done', 'closed', 'discarded']),
  statusText: z.string().describe('状态的中文说明'),
  name: z.string().nullable().describe('称呼（已脱敏）'),
  phone: z.string().nullable().describe('电话（已脱敏）'),
  place: z.string().nullable().describe('位置（只到楼栋）'),
  missing: z.array(z.enum(['room', 'ownerName', 'phone', 'matter'])).describe('仍需补充的内容'),
  receivedAt: z.string().nullable().describe('收到时间，ISO 8601'),
  dueAt: z.string().nullable().describe('承诺处理时限，ISO 8601'),
  result: z.string().nullable().describe('处理结果'),
})
export type ReportState = z.infer<typeof ReportState>

/** Every answer that is no success. */
export const ProblemBody = z.strictObject({
  code: z.string(),
  error: z.string().describe('中文说明，可直接显示'),
  problems: z.array(z.strictObject({ field: z.string(), message: z.string() })).optional(),
})
