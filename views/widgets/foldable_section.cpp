#include "views/widgets/foldable_section.h"

#include <QToolButton>
#include <QVBoxLayout>

namespace views {

FoldableSection::FoldableSection(const QString& title, QWidget* content, bool folded, QWidget* parent)
    : QWidget(parent)
    , m_title(new QToolButton)
    , m_content(content)
{
    m_title->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_title->setCheckable(true);
    m_title->setProperty("role", QStringLiteral("sectionTitle"));
    m_title->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_title->setIconSize(QSize(10, 10));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_title);
    layout->addWidget(m_content);
    connect(m_title, &QToolButton::clicked, this, [this](bool checked) {
        setFolded(!checked);
        Q_EMIT foldedChanged(!checked);
    });
    setTitle(title);
    setFolded(folded);
}

void FoldableSection::setTitle(const QString& title)
{
    m_title->setText(title);
}

bool FoldableSection::isFolded() const
{
    return !m_title->isChecked();
}

void FoldableSection::setFolded(bool folded)
{
    m_title->setChecked(!folded);
    m_title->setArrowType(folded ? Qt::RightArrow : Qt::DownArrow);
    m_content->setVisible(!folded);
}

} // namespace views
