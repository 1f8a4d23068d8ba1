#pragma once

#include "models/selection/entity_key.h"

#include <QList>
#include <QObject>

namespace models {

/// The one selection of the console: map, tables, navigator, Attention and inspector all read and write it.
/// GUI thread. The last key set is the current one (what the inspector shows).
class Selection final : public QObject
{
    Q_OBJECT

  public:
    explicit Selection(QObject* parent = nullptr);

    [[nodiscard]] const QList<EntityKey>& keys() const { return m_keys; }

    [[nodiscard]] EntityKey current() const { return m_keys.isEmpty() ? EntityKey{} : m_keys.last(); }

    [[nodiscard]] bool contains(const EntityKey& key) const { return m_keys.contains(key); }

  public Q_SLOTS:
    /// Replaces the selection; `reveal` asks views to bring it into sight (map flies, tables scroll).
    void select(const models::EntityKey& key, bool reveal = false);
    void selectMany(const QList<models::EntityKey>& keys);
    void toggle(const models::EntityKey& key);
    void clear();

  Q_SIGNALS:
    void changed();
    void revealRequested(const models::EntityKey& key);

  private:
    QList<EntityKey> m_keys;
};

} // namespace models
