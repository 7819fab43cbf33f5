import type { ApiMethod } from '../server/api-method.ts'
import { appchatCreate } from './appchat-create.ts'
import { appchatGet } from './appchat-get.ts'
import { appchatSend } from './appchat-send.ts'
import { appchatUpdate } from './appchat-update.ts'
import { departmentList } from './department-list.ts'
import { getApiDomainIp, getcallbackip } from './getcallbackip.ts'
import { gettoken } from './gettoken.ts'
import { kfAccountList } from './kf-account-list.ts'
import { kfAddContactWay } from './kf-add-contact-way.ts'
import { kfCustomerBatchget } from './kf-customer-batchget.ts'
import { kfSendMsgOnEvent } from './kf-send-msg-on-event.ts'
import { kfSendMsg } from './kf-send-msg.ts'
import { kfServiceStateGet, kfServiceStateTrans } from './kf-service-state.ts'
import { kfServicerAdd, kfServicerDel, kfServicerList } from './kf-servicer.ts'
import { kfSyncMsg } from './kf-sync-msg.ts'
import { mediaGet } from './media-get.ts'
import { mediaUpload } from './media-upload.ts'
import { messageRecall } from './message-recall.ts'
import { messageSend } from './message-send.ts'
import { messageUpdateTemplateCard } from './message-update-template-card.ts'
import { userGet } from './user-get.ts'
import { userList, userSimplelist } from './user-list.ts'

/** Every method that the emulator plays; any other path is HTTP 404. */
export const API_METHODS: readonly ApiMethod[] = [
  appchatCreate,
  appchatGet,
  appchatSend,
  appchatUpdate,
  departmentList,
  getApiDomainIp,
  getcallbackip,
  gettoken,
  kfAccountList,
  kfAddContactWay,
  kfCustomerBatchget,
  kfSendMsg,
  kfSendMsgOnEvent,
  kfServiceStateGet,
  kfServiceStateTrans,
  kfServicerAdd,
  kfServicerDel,
  kfServicerList,
  kfSyncMsg,
  mediaGet,
  mediaUpload,
  messageRecall,
  messageSend,
  messageUpdateTemplateCard,
  userGet,
  userList,
  userSimplelist,
]
