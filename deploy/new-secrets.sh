#!/bin/sh
# Writes deploy/.env with a fresh password for every part. What is there already stays: it is asked for by a running system.
set -eu
cd "$(dirname "$0")"
if [ -e .env ]; then
  echo "deploy/.env 已存在，未改动 / is there already and was left alone" >&2
  exit 1
fi
secret() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
umask 077
cat >.env <<END
POSTGRES_PASSWORD=$(secret)
LEDGER_PASSWORD=$(secret)
TEMPORAL_DB_PASSWORD=$(secret)
# 用户打开页面的地址 / where people open the page
HUITOUKAN_WEB_ADDRESS=http://127.0.0.1:8080
# 邮件服务器，如 smtps://user:password@mail.example.gov.cn:465；mailbox：只存不发 / the mail server; mailbox keeps and does not send
HUITOUKAN_SMTP=mailbox
HUITOUKAN_MAIL_FROM=
# 页面监听 / where the page listens
HUITOUKAN_LISTEN=127.0.0.1:8080
END
echo "已写入 deploy/.env：请改好网址和邮件服务器，并妥善备份 / deploy/.env is written: set address and mail server, and keep a copy in a safe place"
