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
