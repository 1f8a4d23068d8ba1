#pragma once

#include "models/selection/entity_key.h"
#include "views/view_context.h"

#include <QWidget>

#include <optional>

class QLabel;

namespace views {

class EntityTable;

/// What is wrong now, worst first; each row leads to its entity.
class AttentionPanel final : public QWidget
{
    Q_OBJECT

  public:
    explicit AttentionPanel(const ViewContext& context, QWidget* parent = nullptr);

    [[nodiscard]] EntityTable& table() { return *m_table; }

    [[nodiscard]] QLabel* countLabel() { return m_count; }

    void retranslate();
    /// The row a person is on, if any.
    [[nodiscard]] std::optional<int> currentRow() const;
    /// Selects the entity `step` rows after (before, if negative) the current one and reveals it.
    void go(int step);

  private:
    void update();
    [[nodiscard]] QModelIndex indexOf(const models::EntityKey& key) const;

    const ViewContext& m_context;
    EntityTable* m_table;
    QLabel* m_count;
    bool m_fitted = false;
    bool m_saysUnheard = false;
};

} // namespace views
