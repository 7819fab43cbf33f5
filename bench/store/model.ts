import mongoose, { type Connection, type Model } from 'mongoose'

/** A document of about 350 bytes, as the prototype of docs/decisions was measured with. */
export interface Matter {
  number: string
  user: string
  status: string
  due: Date
  version: number
  text: string
  room: { building: number; unit: number; flat: string }
  tags: string[]
}

/** The model under measurement: a unique index and a compound one. */
export function matterModel(connection: Connection): Model<Matter> {
  const schema = new mongoose.Schema<Matter>({
    number: String,
    user: String,
    status: String,
    due: Date,
    version: Number,
    text: String,
    room: { building: Number, unit: Number, flat: String },
    tags: [String],
  })
  schema.index({ number: 1 }, { unique: true })
  schema.index({ user: 1, due: 1 })
  return connection.model<Matter>('Matter', schema)
}

/** The i-th document. Every user has twenty matters or more, whatever the number of documents. */
export function matter(i: number): Matter {
  return {
    number: `T${String(i).padStart(8, '0')}`,
    user: `user-${i % USERS}`,
    status: i % 3 === 0 ? 'open' : 'closed',
    due: new Date(1_790_000_000_000 + ((i * 7919) % 1_000_000) * 1000),
    version: 0,
    text: '三号楼二单元楼道灯不亮，请尽快安排师傅上门检查维修，谢谢。',
    room: { building: 3, unit: 2, flat: '3-2-1201' },
    tags: ['照明', '公共区域'],
  }
}

const USERS = 50
