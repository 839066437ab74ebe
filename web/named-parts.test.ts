import { expect, test } from 'vitest';
import { byName } from './named-parts.ts';

test('each part is imported from its own file, types from nowhere', () => {
  const code = "import { useState } from 'react';\nimport { Button, ConfigProvider, type MenuProps } from 'antd';\nimport { DownloadOutlined, PlusOutlined as Plus } from '@ant-design/icons';\nimport zhCN from 'antd/es/locale/zh_CN';\nimport { type FormInstance } from 'antd';";
  expect(byName(code)).toBe("import { useState } from 'react';\nimport Button from 'antd/es/button'; import ConfigProvider from 'antd/es/config-provider';\nimport DownloadOutlined from '@ant-design/icons/es/icons/DownloadOutlined'; import Plus from '@ant-design/icons/es/icons/PlusOutlined';\nimport zhCN from 'antd/es/locale/zh_CN';\n");
});
