from services.common.migrate import run
from services.gradebook.models import Base

run(Base.metadata)
