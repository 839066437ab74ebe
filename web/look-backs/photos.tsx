import { CameraOutlined, PictureOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useMemo, useRef } from 'react';
import { instantInWords } from '../../domain/time.ts';
import { newKey } from '../api/http.ts';
import { useWords } from '../words/language.tsx';
import type { Photo } from './draft-store.ts';
import { W } from './words.ts';

/** `现场照片-20260307-1405.jpg`: when it was taken goes with the file wherever it goes. */
const nameOf = (file: File): string => `现场照片-${instantInWords(file.lastModified).replaceAll(/[-:]/g, '').replace(' ', '-')}.${file.name.includes('.') ? (file.name.split('.').at(-1) ?? 'jpg') : 'jpg'}`;
const photoOf = (file: File): Photo => ({ id: newKey(), name: nameOf(file), blob: file, takenAt: file.lastModified, kept: null });

const Shot = ({ photo, onRemove }: { readonly photo: Photo; readonly onRemove: () => void }) => {
  const { say } = useWords();
  const address = useMemo(() => URL.createObjectURL(photo.blob), [photo.blob]);
  useEffect(() => () => URL.revokeObjectURL(address), [address]);
  return (
    <li className="shot">
      <img src={address} alt={photo.name} />
      <div className="small">{say(W.taken, { at: instantInWords(photo.takenAt) })}{photo.kept === null ? '' : ` · ${say(W.sent)}`}</div>
      <Button size="small" onClick={onRemove}>{say(W.removePhoto)}</Button>
    </li>
  );
};

/** Photos from the camera of the phone or out of its gallery, several, each with the time that it was taken. */
export const Photos = ({ photos, onPhotos }: { readonly photos: readonly Photo[]; readonly onPhotos: (change: (before: readonly Photo[]) => readonly Photo[]) => void }) => {
  const { say } = useWords();
  const camera = useRef<HTMLInputElement>(null);
  const gallery = useRef<HTMLInputElement>(null);
  const take = (input: HTMLInputElement): void => {
    const files = [...(input.files ?? [])];
    input.value = '';
    if (files.length > 0) onPhotos((before) => [...before, ...files.map(photoOf)]);
  };
  return (
    <div className="photos">
      <div className="muted small">{say(W.photos, { n: photos.length })}</div>
      <ul className="shots">{photos.map((photo) => <Shot key={photo.id} photo={photo} onRemove={() => onPhotos((before) => before.filter(({ id }) => id !== photo.id))} />)}</ul>
      <div className="acts">
        <Button size="large" icon={<CameraOutlined />} onClick={() => camera.current?.click()}>{say(W.camera)}</Button>
        <Button size="large" icon={<PictureOutlined />} onClick={() => gallery.current?.click()}>{say(W.gallery)}</Button>
      </div>
      <input ref={camera} type="file" accept="image/*" capture="environment" hidden aria-label={say(W.camera)} onChange={({ target }) => take(target)} />
      <input ref={gallery} type="file" accept="image/*" multiple hidden aria-label={say(W.gallery)} onChange={({ target }) => take(target)} />
    </div>
  );
};
