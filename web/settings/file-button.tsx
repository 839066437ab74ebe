import { UploadOutlined } from '@ant-design/icons';
import { Button, Upload } from 'antd';

/** Chooses one file and hands it over; what becomes of it is told beside it. */
export const FileButton = ({ label, accept, loading = false, onFile }: { readonly label: string; readonly accept: string; readonly loading?: boolean; readonly onFile: (file: File) => void }) => (
  <Upload
    accept={accept}
    showUploadList={false}
    maxCount={1}
    customRequest={({ file, onSuccess }) => {
      onFile(file as File);
      onSuccess?.({});
    }}
  >
    <Button icon={<UploadOutlined />} loading={loading}>{label}</Button>
  </Upload>
);

/** A form with a file as its last part: the server reads what was said of it before. */
export const formOf = (file: File, fields: Readonly<Record<string, string>>): FormData => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', file, file.name);
  return form;
};
