#pragma once

#include "models/search/related.h"
#include "views/view_context.h"

#include <QWidget>

class QVBoxLayout;

namespace views {

/// Related entities as links; a click selects and reveals. The first few are shown, the rest at a click.
class RelatedList final : public QWidget
{
    Q_OBJECT

  public:
    RelatedList(const ViewContext& context, const models::RelatedGroup& group, QWidget* parent = nullptr);

  private:
    void add(QVBoxLayout& layout, const models::RelatedEntity& entity);

    const ViewContext& m_context;
};

} // namespace views
