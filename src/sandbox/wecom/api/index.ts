import type { ApiMethod } from '../server/api-method.ts'
import { aibotResponse } from './aibot-response.ts'
import { appchatCreate } from './appchat-create.ts'
import { appchatGet } from './appchat-get.ts'
import { appchatSend } from './appchat-send.ts'
import { appchatUpdate } from './appchat-update.ts'
import { authGetuserdetail } from './auth-getuserdetail.ts'
import { authGetuserinfo, userGetuserinfo } from './auth-getuserinfo.ts'
import { departmentGet, departmentSimplelist } from './department-get.ts'
import { departmentList } from './department-list.ts'
import { getApiDomainIp, getcallbackip } from './getcallbackip.ts'
import { gettoken } from './gettoken.ts'
import { kfAccountAdd, kfAccountDel, kfAccountUpdate } from './kf-account.ts'
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
import { mediaUploadimg } from './media-uploadimg.ts'
import { messageGetStatistics } from './message-get-statistics.ts'
import { messageRecall } from './message-recall.ts'
import { messageSend } from './message-send.ts'
import { messageUpdateTemplateCard } from './message-update-template-card.ts'
import { tagGet, tagList } from './tag.ts'
import { userGet } from './user-get.ts'
import { userList, userSimplelist } from './user-list.ts'
import { webhookSend } from './webhook-send.ts'
import { webhookUploadMedia } from './webhook-upload-media.ts'

/** Every method that the emulator plays; any other path is HTTP 404. */
export const API_METHODS: readonly ApiMethod[] = [
  aibotResponse,
  appchatCreate,
  appchatGet,
  appchatSend,
  appchatUpdate,
  authGetuserdetail,
  authGetuserinfo,
  departmentGet,
  departmentList,
  departmentSimplelist,
  getApiDomainIp,
  getcallbackip,
  gettoken,
  kfAccountAdd,
  kfAccountDel,
  kfAccountList,
  kfAccountUpdate,
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
  mediaUploadimg,
  messageGetStatistics,
  messageRecall,
  messageSend,
  messageUpdateTemplateCard,
  tagGet,
  tagList,
  userGet,
  userGetuserinfo,
  userList,
  userSimplelist,
  webhookSend,
  webhookUploadMedia,
]
