#pragma once

#include "models/filter/filter_choices.h"
#include "views/view_context.h"

#include <QWidget>

class QComboBox;
class QToolButton;

namespace views {

/// The console's one filter: carrier, enterprise, hub, chip class. Holds for map, tables and navigator alike.
class FilterBar final : public QWidget
{
    Q_OBJECT

  public:
    explicit FilterBar(const ViewContext& context, QWidget* parent = nullptr);

    void retranslate();

  private:
    void fill();
    void fromFilter();
    void toFilter();
    QComboBox* makeBox(const QString& name);

    const ViewContext& m_context;
    QComboBox* m_carrier;
    QComboBox* m_enterprise;
    QComboBox* m_hub;
    QComboBox* m_chip;
};

} // namespace views
