#include "models/selection/selection.h"

#include <QSet>

namespace models {

Selection::Selection(QObject* parent)
    : QObject(parent)
{}

void Selection::select(const EntityKey& key, bool reveal)
{
    selectMany(key.isValid() ? QList<EntityKey>{key} : QList<EntityKey>{});
    if (reveal && key.isValid()) {
        Q_EMIT revealRequested(key);
    }
}

void Selection::selectMany(const QList<EntityKey>& keys)
{
    QList<EntityKey> valid;
    QSet<EntityKey> seen;
    for (const EntityKey& key : keys) {
        if (key.isValid() && !seen.contains(key)) {
            seen.insert(key);
            valid.append(key);
        }
    }
    if (valid != m_keys) {
        m_keys = std::move(valid);
        Q_EMIT changed();
    }
}

void Selection::toggle(const EntityKey& key)
{
    if (!key.isValid()) {
        return;
    }
    if (!m_keys.removeOne(key)) {
        m_keys.append(key);
    }
    Q_EMIT changed();
}

void Selection::clear()
{
    selectMany({});
}

} // namespace models
