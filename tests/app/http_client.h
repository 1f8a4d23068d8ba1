#pragma once

#include <QByteArray>
#include <QElapsedTimer>
#include <QList>
#include <QTcpSocket>

#include <string>
#include <utility>

/// HTTP as a plain socket speaks it, so that tests can speak it badly too.
namespace test {

struct HttpReplyText
{
    int status = 0; ///< 0 = the connection ended without an answer
    QByteArray headers;
    QByteArray body;

    [[nodiscard]] QByteArray header(const QByteArray& name) const
    {
        for (const QByteArray& line : headers.split('\n')) {
            if (line.toLower().startsWith(name.toLower() + ':')) {
                return line.mid(name.size() + 1).trimmed();
            }
        }
        return {};
    }
};

using HttpHeaders = QList<std::pair<QByteArray, QByteArray>>;

inline QByteArray httpRequest(const QByteArray& method, const QByteArray& path, const HttpHeaders& headers,
                              const QByteArray& body)
{
    QByteArray out = method + ' ' + path + " HTTP/1.1\r\nHost: twin\r\n";
    for (const auto& [name, value] : headers) {
        out += name + ": " + value + "\r\n";
    }
    if (method != "GET") {
        out += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    }
    return out + "\r\n" + body;
}

/// The next answer on a socket.
inline HttpReplyText readReply(QTcpSocket& socket, int timeout_ms = 20'000)
{
    HttpReplyText out;
    QByteArray bytes;
    QElapsedTimer timer;
    timer.start();
    qsizetype end = -1;
    qsizetype wanted = 0;
    while (timer.elapsed() < timeout_ms) {
        bytes += socket.readAll();
        if (end < 0 && (end = bytes.indexOf("\r\n\r\n")) >= 0) {
            out.headers = bytes.left(end);
            out.status = out.headers.mid(9, 3).toInt();
            wanted = out.header("Content-Length").toLongLong();
        }
        if (end >= 0 && bytes.size() >= end + 4 + wanted) {
            out.body = bytes.mid(end + 4, wanted);
            return out;
        }
        if (!socket.waitForReadyRead(500) && socket.state() != QAbstractSocket::ConnectedState &&
            socket.bytesAvailable() == 0) {
            break;
        }
    }
    return end >= 0 ? out : HttpReplyText{};
}

inline HttpReplyText exchange(quint16 port, const QByteArray& request)
{
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), port);
    if (!socket.waitForConnected(10'000)) {
        return {};
    }
    socket.write(request);
    while (socket.bytesToWrite() > 0 && socket.waitForBytesWritten(10'000)) {
    }
    return readReply(socket);
}

} // namespace test
