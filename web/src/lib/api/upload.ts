import { ApiError, failureOf, newKey } from './http.ts';
import { attachmentsPath } from './tickets.ts';
import type { UploadAnswer } from './tickets.ts';
import type { Attachment } from './types.ts';

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** The upload route answers 201 with an attachment: its contract test is the guarantee. */
const asUpload = (value: unknown): UploadAnswer => value as UploadAnswer;

/** Sends one file and tells how far it is (0..1): only XMLHttpRequest knows that. */
export function uploadFile(input: {
  ticket: string;
  file: File;
  progress: (share: number) => void;
}): Promise<Attachment> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', attachmentsPath(input.ticket));
    request.setRequestHeader('idempotency-key', newKey());
    request.setRequestHeader('accept', 'application/json');
    request.upload.onprogress = ({ loaded, total }) => input.progress(total === 0 ? 0 : loaded / total);
    request.onerror = () => reject(new ApiError({ status: 0, code: 'network', message: '', fields: {}, detail: {} }));
    request.onload = () => {
      const body = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(asUpload(body).attachment);
      else reject(new ApiError(failureOf({ status: request.status, body })));
    };
    const form = new FormData();
    form.set('file', input.file);
    request.send(form);
  });
}
