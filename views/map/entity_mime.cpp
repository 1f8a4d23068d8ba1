#include "views/map/entity_mime.h"

namespace views {

namespace {

using models::EntityKey;

constexpr qsizetype kMaxBytes = 1'024; // identifiers have at most 255 bytes

QString format()
{
    return QStringLiteral("application/x-suanwang-entity");
}

} // namespace

QMimeData* entityMime(const EntityKey& key)
{
    auto* mime = new QMimeData;
    mime->setData(format(), QByteArray::number(static_cast<int>(key.type)) + '\n' + key.id.toUtf8());
    return mime;
}

/// Other programs can offer that format too: what does not fit is nothing.
EntityKey entityFrom(const QMimeData& mime)
{
    const QByteArray data = mime.data(format());
    const qsizetype end = data.indexOf('\n');
    if (end <= 0 || data.size() > kMaxBytes) {
        return {};
    }
    bool isNumber = false;
    const int type = data.first(end).toInt(&isNumber);
    if (!isNumber || type <= static_cast<int>(EntityKey::Type::None) ||
        type > static_cast<int>(EntityKey::Type::Source)) {
        return {};
    }
    return {static_cast<EntityKey::Type>(type), QString::fromUtf8(data.sliced(end + 1))};
}

} // namespace views
